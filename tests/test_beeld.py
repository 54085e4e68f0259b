"""The pictures in docs/beeld are of the program as it is: `python -m tests.beeld` makes them."""

from PIL import Image

from tests.beeld import FOLDER, KINDS, draw


def test_each_kind_of_page_still_looks_as_large_as_its_picture(site, browser, tmp_path):
    draw(site.url, browser, tmp_path)
    drawn = {file.name for file in tmp_path.glob("*.png")}
    assert drawn == {f"{kind.naam}.png" for kind in KINDS}
    assert {file.name for file in FOLDER.glob("*.png")} == drawn
    for name in drawn:
        with Image.open(tmp_path / name) as now, Image.open(FOLDER / name) as kept:
            assert now.size == kept.size, f"{name}: python -m tests.beeld"
    text = (FOLDER.parent / "ontwerp.md").read_text()
    assert [name for name in sorted(drawn) if f"beeld/{name}" not in text] == []
