/**
 * The catalog of a WSUS server: its database SUSDB on SQL Server, or the same tables on HSQLDB. Reads with short,
 * key-paged statements, and writes nothing.
 */
@NullMarked
package dev.supsync.catalog.susdb;

import org.jspecify.annotations.NullMarked;
