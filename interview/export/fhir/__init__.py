"""A flow and its sessions in HL7 FHIR R4 (4.0.1), as plain dictionaries.

`questionnaire` is the flow as a form, `response` a session's answers to it, `response_import` the way back.
"""
