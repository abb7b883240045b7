"""Well-known scores and measures as an author would write them, in words of our own."""

from __future__ import annotations

from pathlib import Path

HEAD = """\
flow: {id}
title: {title}
version: "1"
evidence_to: 2026-02
intended_use: Made up for tests.
sections: {{plan: Plan}}
interview: [{interview}]
"""
LINE = """\
  {id}:
    section: plan
    stance: {stance}
    urgency: routine
    title: {title}
    say: {title}.
    when: {when}
    evidence: [design_choice]
"""

CURB65 = (
    HEAD.format(
        id="curb65",
        title="Pneumonia",
        interview="confusion, urea, respiratory_rate, [systolic, diastolic], age",
    )
    + """\
questions:
  confusion: {ask: Newly confused?, label: Confusion, type: yes_no, why: It counts.}
  urea: {ask: Urea?, label: Urea, type: number, unit: mmol/l, range: [0.5, 80], why: It counts.}
  respiratory_rate:
    {ask: Breaths a minute?, label: Respiratory rate, type: number, unit: /min, range: [4, 80], whole: true,
      why: It counts.}
  systolic:
    {ask: Upper blood pressure?, label: Systolic, type: number, unit: mmHg, range: [40, 280], whole: true,
      why: It counts.}
  diastolic:
    {ask: Lower blood pressure?, label: Diastolic, type: number, unit: mmHg, range: [20, 180], whole: true,
      why: It counts.}
  age: {ask: Age?, label: Age, type: number, unit: years, range: [18, 110], whole: true, why: It counts.}
scores:
  curb65:
    label: CURB-65
    note: One point each.
    points:
      - {when: confusion is yes, give: 1}
      - {when: urea > 7, give: 1}
      - {when: respiratory_rate >= 30, give: 1}
      - {when: systolic < 90 or diastolic <= 60, give: 1}
      - {when: age >= 65, give: 1}
    bands: {low: 0-1, moderate: 2, high: 3-5}
facts:
  severe: {when: curb65 is high, label: Severe pneumonia}
recommendations:
"""
    + LINE.format(id="ward", title="Care in hospital", stance="for", when="curb65 is moderate or severe")
    + LINE.format(id="home", title="Care at home", stance="for", when="curb65 is low")
    + LINE.format(
        id="intensive", title="Look at the need for intensive care", stance="inform", when="curb65 >= 4"
    )
)

GCS = (
    HEAD.format(id="gcs", title="Coma", interview="eyes, voice, limbs")
    + """\
questions:
  eyes:
    ask: When do the eyes open?
    label: Eyes
    type: one
    why: It counts.
    answers:
      by_themselves: {label: By themselves, points: 4}
      when_spoken_to: {label: When spoken to, points: 3}
      when_pressed: {label: When pressed, points: 2}
      never: {label: Never, points: 1}
  voice:
    ask: What does the voice do?
    label: Voice
    type: one
    why: It counts.
    answers:
      clear: {label: Clear, points: 5}
      muddled: {label: Muddled, points: 4}
      words: {label: Single words, points: 3}
      sounds: {label: Sounds, points: 2}
      silent: {label: Silent, points: 1}
  limbs:
    {ask: Points for the limbs?, label: Limbs, type: number, range: [1, 6], whole: true, why: It counts.}
scores:
  gcs:
    label: Glasgow coma scale
    points: [{of: eyes}, {of: voice}, {of: limbs}]
    bands: {deep: 3-8, moderate: 9-12, light: 13-15}
recommendations:
"""
    + LINE.format(id="airway", title="Look at the airway", stance="for", when="gcs <= 8")
    + LINE.format(id="watch", title="Watch closely", stance="for", when="gcs is moderate")
    + LINE.format(id="light", title="Look again in an hour", stance="for", when="gcs is light")
)

CHADSVASC = (
    HEAD.format(id="chadsvasc", title="Atrial fibrillation", interview="age, sex, history")
    + """\
questions:
  age: {ask: Age?, label: Age, type: number, unit: years, range: [18, 110], whole: true, why: It counts.}
  sex: {ask: Sex?, label: Sex, type: one, why: It counts., answers: {female: Female, male: Male}}
  history:
    ask: Which of these?
    label: History
    type: several
    why: It counts.
    answers:
      heart_failure: {label: Heart failure, points: 1}
      hypertension: {label: Hypertension, points: 1}
      diabetes: {label: Diabetes, points: 1}
      stroke: {label: Stroke or embolism, points: 2}
      vessels: {label: Vascular disease, points: 1}
scores:
  chadsvasc:
    label: CHA2DS2-VASc
    points:
      - {of: history}
      - {when: age >= 65 and age < 75, give: 1}
      - {when: age >= 75, give: 2}
      - {when: sex is female, give: 1}
recommendations:
"""
    + LINE.format(id="offer", title="Anticoagulation", stance="for", when="chadsvasc >= 2")
    + LINE.format(id="weigh", title="Weigh anticoagulation", stance="inform", when="chadsvasc is 1")
    + LINE.format(id="leave", title="Anticoagulation not needed", stance="against", when="chadsvasc < 1")
)

HASBLED = (
    HEAD.format(
        id="hasbled",
        title="Bleeding",
        interview="systolic, kidney, liver, stroke, bled, labile, age, drugs, drinks",
    )
    + """\
questions:
  systolic:
    {ask: Upper blood pressure?, label: Systolic, type: number, unit: mmHg, range: [40, 280], whole: true,
      why: It counts.}
  kidney: {ask: Kidney failure?, label: Kidney, type: yes_no, why: It counts.}
  liver: {ask: Liver failure?, label: Liver, type: yes_no, why: It counts.}
  stroke: {ask: A stroke before?, label: Stroke, type: yes_no, why: It counts.}
  bled: {ask: Bled before?, label: Bled, type: yes_no, why: It counts.}
  labile: {ask: Unstable INR?, label: INR, type: yes_no, why: It counts.}
  age: {ask: Age?, label: Age, type: number, unit: years, range: [18, 110], whole: true, why: It counts.}
  drugs: {ask: Drugs that favour bleeding?, label: Drugs, type: yes_no, why: It counts.}
  drinks: {ask: Drinks a week?, label: Drinks, type: number, range: [0, 200], whole: true, why: It counts.}
scores:
  hasbled:
    label: HAS-BLED
    points:
      - {when: systolic > 160}
      - {when: kidney is yes}
      - {when: liver is yes}
      - {when: stroke is yes}
      - {when: bled is yes}
      - {when: labile is yes}
      - {when: age > 65}
      - {when: drugs is yes}
      - {when: drinks >= 8}
recommendations:
"""
    + LINE.format(id="watch", title="Look again soon", stance="inform", when="hasbled >= 3")
    + LINE.format(id="usual", title="Look again as usual", stance="inform", when="hasbled < 3")
)

BMI = (
    HEAD.format(id="bmi", title="Weight", interview="[weight, height], sitting, supine")
    + """\
questions:
  weight: {ask: Weight?, label: Weight, type: number, unit: kg, range: [20, 300], why: It counts.}
  height:
    {ask: Height?, label: Height, type: number, unit: cm, range: [100, 230], whole: true, why: It counts.}
  sitting: {ask: FVC sitting?, label: Sitting, type: number, unit: "%", range: [5, 150], why: It counts.}
  supine: {ask: FVC supine?, label: Supine, type: number, unit: "%", range: [0, 150], why: It counts.}
numbers:
  metres: {product: [height, 0.01], unit: m}
  per_metre: {ratio: [weight, metres], unit: kg/m}
  bmi: {ratio: [per_metre, metres], label: Body mass index, unit: kg/m2}
  fall: {percent_fall: [sitting, supine], label: Fall lying down, unit: "%"}
  lower: {least: [sitting, supine], label: Lower FVC, unit: "%"}
recommendations:
"""
    + LINE.format(id="thin", title="Look at food", stance="for", when="bmi < 18.5")
    + LINE.format(id="heavy", title="Look at weight", stance="for", when="bmi >= 25")
    + LINE.format(id="diaphragm", title="Look at the diaphragm", stance="for", when="fall >= 25")
    + LINE.format(
        id="fine", title="Nothing more", stance="inform", when="bmi >= 18.5 and bmi < 25 and fall < 25"
    )
)

ALL = {"curb65": CURB65, "gcs": GCS, "chadsvasc": CHADSVASC, "hasbled": HASBLED, "bmi": BMI}


def written(name: str, folder: Path) -> Path:
    """Write one of these flows into a folder of its own."""
    path = folder / name
    path.mkdir()
    (path / "flow.yaml").write_text(ALL[name], encoding="utf-8")
    return path
