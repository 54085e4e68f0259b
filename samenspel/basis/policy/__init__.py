"""Who may see and change which row: written down once per table, laid down in the database.

`conditions` are the words of it, `tables` the rows in each app's ``beleid.py``, `state` collects
them, `database` lays them down after every migrate and compares, `paper` prints them.
"""
