"""Run by alembic with a connection that review.store.migrate hands over."""

from alembic import context

from review.store.tables import metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=True,
    compare_type=True,
    transaction_per_migration=False,
    transactional_ddl=True,
)
context.run_migrations()
