"""Private values of records: showing one to somebody who may see it, with a reason; where they lie sealed."""
