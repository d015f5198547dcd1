"""Published performance-target declarations (绩效目标申报表) as data that can be trusted."""
