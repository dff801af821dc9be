"""What the DAG files share: settings of their tasks, forms, and who is told when something fails."""
