-- sql/install/00_guard.sql -- refuses to be run by psql instead of CREATE EXTENSION
\echo Use "CREATE EXTENSION datagen" to load this file. \quit

