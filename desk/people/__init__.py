"""The people who may sign in: accounts, what each may do, and by what they prove who they are."""
