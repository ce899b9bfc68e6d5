"""Who acts and what they may do: accounts, roles and their grants, actors, the gate in front of every view."""
