"""Lists of names as a test needs them: invented, in the shape of the published tables."""

from __future__ import annotations

import hashlib

from rongqu.infra.database import Engine
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import SYSTEM
from rongqu.kernel.ids import ListVersionId, new_id
from rongqu.modules.compliance.public import ListVersion, NewList, load_list, read_list

ENTRIES = """entity_no,name,type,program,title,dob,nationality
1,"VOLKOV, Sergei Petrovich",individual,TEST1,,1970,Nowhere
2,Suzhou Jinggong Machinery Co. Ltd.,entity,TEST2,,,
3,"WANG, Xiaoming",individual,TEST1,,1981,
4,SEA LION,vessel,TEST3,,,
"""
ALIASES = """entity_no,alias_type,alias
1,aka,SERGEY WOLKOW
2,aka,JINGGONG JIXIE
"""


async def given_list(
    engine: Engine, entries: str = ENTRIES, aliases: str = ALIASES, source: str = "test_list"
) -> ListVersion:
    content, others = entries.encode(), aliases.encode()
    new = NewList(
        id=ListVersionId(new_id()),
        source=source,
        sha256=hashlib.sha256(content + others).hexdigest(),
        names=read_list(content, others),
    )
    async with open_tx(engine, SYSTEM) as tx:
        return await load_list(tx, new)
