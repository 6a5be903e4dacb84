"""Programs that take part in a meeting. They use only the public interface, and run in processes of their own."""
