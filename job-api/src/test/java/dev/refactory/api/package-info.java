/// The door, spoken to over HTTP.
@NullMarked
package dev.refactory.api;

import org.jspecify.annotations.NullMarked;
