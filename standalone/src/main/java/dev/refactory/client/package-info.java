/// The server's HTTP interface as a client sees it, and the user's own git.
@NullMarked
package dev.refactory.client;

import org.jspecify.annotations.NullMarked;
