/// Connections to Postgres, transactions, and the tenant they act for.
@NullMarked
package dev.refactory.kit.jdbc;

import org.jspecify.annotations.NullMarked;
