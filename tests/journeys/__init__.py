"""Tests in real browsers: several people use their own screens with one server."""
