"""An import contract: other apps may import only the public modules of an app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importlinter import Contract, ContractCheck, fields, output

if TYPE_CHECKING:
    from grimp import ImportGraph


class PublicModulesContract(Contract):
    """Breaks when an app imports a module of another app that is not in ``public``."""

    root = fields.StringField()
    public = fields.ListField(subfield=fields.StringField())
    exempt = fields.ListField(subfield=fields.StringField(), required=False)

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        exempt = set(self.exempt or [])  # type: ignore[call-overload]  # a field reads as its value
        public = set(self.public)  # type: ignore[call-overload]  # a field reads as its value
        broken = [
            (importer, imported)
            for importer in sorted(graph.modules)
            for imported in sorted(graph.find_modules_directly_imported_by(importer))
            if self._crosses(importer.split("."), imported.split("."), exempt, public)
        ]
        return ContractCheck(kept=not broken, metadata={"broken": broken})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for importer, imported in check.metadata["broken"]:
            output.print_error(f"{importer} imports {imported}, which is private to its app")

    def _crosses(
        self, importer: list[str], imported: list[str], exempt: set[str], public: set[str]
    ) -> bool:
        if len(importer) < 2 or len(imported) < 3 or imported[0] != self.root:
            return False
        if importer[1] == imported[1] or importer[1] in exempt or imported[1] in exempt:
            return False
        for_tests = "tests" in importer or importer[2] in {"testing", "conftest"}
        if for_tests and imported[2] == "testing":
            return False
        return imported[2] not in public
