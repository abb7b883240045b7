"""Which patients two versions of a flow advise differently."""
