"""Static files under hashed names, JavaScript modules' imports included."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # no stubs
    """Hashes names, rewrites ``import`` in modules, and keeps compressed copies."""

    support_js_module_import_aggregation = True
    manifest_strict = False
