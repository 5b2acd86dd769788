"""What is remembered, and for how long."""

from __future__ import annotations

import asyncio

from bot.store import Memory, Person

KIM = Person("T1", "U1")


def test_key_is_new_once() -> None:
    """Any of the keys known makes it a second time, and all of them are known then."""

    async def run() -> None:
        memory = Memory()

        assert await memory.first_time(("event", "1"), ("message", "1"))
        assert not await memory.first_time(("event", "2"), ("message", "1"))
        assert not await memory.first_time(("event", "2"))
        assert await memory.first_time(("event", "3"))

    asyncio.run(run())


def test_key_is_forgotten_after_its_time() -> None:
    """Memory does not grow for ever."""
    now = [0.0]

    async def run() -> None:
        memory = Memory(remembers=10, clock=lambda: now[0])
        await memory.first_time(("a",))
        now[0] = 9
        assert not await memory.first_time(("a",))
        now[0] = 10
        assert await memory.first_time(("a",))

    asyncio.run(run())


def test_memory_is_bounded() -> None:
    """The oldest goes first."""

    async def run() -> None:
        memory = Memory(most_seen=3, most_people=2)
        for number in range(5):
            await memory.first_time((str(number),))
            await memory.set_language(Person("T1", f"U{number}"), "pl")

        assert not await memory.first_time(("4",))
        assert await memory.first_time(("0",))
        assert await memory.language(Person("T1", "U4")) == "pl"
        assert await memory.language(Person("T1", "U0")) is None

    asyncio.run(run())


def test_choice_is_of_one_person_in_one_workspace() -> None:
    """The same id elsewhere is somebody else."""

    async def run() -> None:
        memory = Memory()
        await memory.set_language(KIM, "pl")
        await memory.set_language(KIM, "sv")

        assert await memory.language(KIM) == "sv"
        assert await memory.language(Person("T2", "U1")) is None

    asyncio.run(run())
