"""A flow keeps the text it was read from, and comes back from it the same."""

from __future__ import annotations

from interview.flow.loading.loader import load_flow, load_kept
from interview.library import flow_folder


def test_a_flow_comes_back_from_the_text_it_was_read_from() -> None:
    flow = load_flow(flow_folder("ibm-management").path)
    kept = load_kept(flow.files)
    assert (kept.content_hash, kept.logic_hash) == (flow.content_hash, flow.logic_hash)
    assert kept.files == flow.files
    assert kept.recommendations.keys() == flow.recommendations.keys()


def test_every_file_is_kept_by_its_name_within_the_folder() -> None:
    folder = flow_folder("ibm-management").path
    flow = load_flow(folder)
    assert {"flow.yaml", "sources.yaml"} <= set(flow.files)
    assert all((folder / name).read_text(encoding="utf-8") == text for name, text in flow.files.items())
