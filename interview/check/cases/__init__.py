"""Written cases beside a flow: patients to practise on, told in an author's own words."""
