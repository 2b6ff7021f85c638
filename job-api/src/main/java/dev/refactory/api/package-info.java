/// The only door: the HTTP server, its configuration, and what it is given.
@NullMarked
package dev.refactory.api;

import org.jspecify.annotations.NullMarked;
