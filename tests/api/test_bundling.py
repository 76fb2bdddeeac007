"""The scripts of the pages: what they are made of, and how a package is built with and without them."""

import json
import re
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

FRONT = Path(__file__).parents[2] / "api" / "web" / "front"
BUILT = FRONT.parent / "built"


@pytest.fixture(scope="module")
def bundling() -> ModuleType:
    """The build hook, which is no module of the package."""
    spec = spec_from_file_location("bundling", FRONT / "bundling.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A directory with the sources of the bundle, and nothing built."""
    place = tmp_path / "api" / "web" / "front"
    place.mkdir(parents=True)
    for path in FRONT.iterdir():
        if path.is_file():
            (place / path.name).write_bytes(path.read_bytes())
    return tmp_path


def test_the_lock_names_no_registry_and_has_a_hash_for_all() -> None:
    lock = json.loads((FRONT / "package-lock.json").read_text(encoding="utf-8"))
    packages = {path: one for path, one in lock["packages"].items() if path}
    assert len(packages) > 15
    assert not [path for path, one in packages.items() if "resolved" in one]
    assert not [path for path, one in packages.items() if not one["integrity"].startswith("sha512-")]
    wanted = json.loads((FRONT / "package.json").read_text(encoding="utf-8"))
    for name, version in (wanted["dependencies"] | wanted["devDependencies"]).items():
        assert packages[f"node_modules/{name}"]["version"] == version  # pinned, and the lock agrees


def test_without_node_the_package_is_built_without_scripts(
    bundling: ModuleType, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundling, "machine_node", lambda: None)
    monkeypatch.setattr(bundling, "wheel_node", lambda: None)
    warnings: list[str] = []
    hook = object.__new__(bundling.BundlingHook)
    monkeypatch.setattr(bundling.BundlingHook, "root", str(checkout))
    monkeypatch.setattr(
        bundling.BundlingHook, "app", type("App", (), {"display_warning": staticmethod(warnings.append)})()
    )
    hook.initialize("editable", {})
    assert ["Node" in warning for warning in warnings] == [True]
    assert not (checkout / bundling.BUILT).exists()
    assert hook.dependencies() == [bundling.NODE_WHEEL]


def test_a_bundle_out_of_date_does_not_stay(
    bundling: ModuleType, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = checkout / bundling.BUILT
    built.mkdir()
    (built / "explore.js").write_text("old", encoding="utf-8")
    (built / bundling.STAMP).write_text(bundling.fingerprint(checkout / bundling.FRONT), encoding="utf-8")
    assert bundling.make_bundle(checkout) is False  # up to date: nothing is asked for
    (checkout / bundling.FRONT / "explore.js").write_text("// changed", encoding="utf-8")
    monkeypatch.setattr(bundling, "machine_node", lambda: ("/nowhere/node", ["/nowhere/npm"]))
    with pytest.raises(bundling.NoBundleError):
        bundling.make_bundle(checkout)
    assert not built.exists()


def test_node_comes_as_a_package_for_python(bundling: ModuleType) -> None:
    found = bundling.wheel_node()
    assert found is not None
    node, npm = found
    assert Path(node).is_file()
    assert [Path(part).is_file() for part in npm] == [True, True]


@pytest.mark.skipif(not BUILT.is_dir(), reason="built without the bundle of scripts: no registry was reached")
def test_what_is_bundled_says_its_licences_and_asks_no_other_host() -> None:
    licences = (BUILT / "licences.txt").read_text(encoding="utf-8")
    for name in ("cytoscape 3", "@zazuko/yasqe 4", "codemirror 5", "echarts 6"):
        assert re.search(rf"^{re.escape(name)}\S* \(", licences, re.MULTILINE), name
    assert "esbuild" not in licences
    scripts = sorted(BUILT.glob("*.js"))
    assert len(scripts) >= 2
    for path in scripts:
        assert not re.search(r"""(?:from|import)\s*\(?["']https?:""", path.read_text(encoding="utf-8")), path.name
