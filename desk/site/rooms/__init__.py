"""The pages of the site: a module a task, plain functions from what was asked to what is answered."""
