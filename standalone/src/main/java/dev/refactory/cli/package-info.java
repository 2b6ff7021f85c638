/// The command: client commands that talk HTTP, and the words that start roles.
@NullMarked
package dev.refactory.cli;

import org.jspecify.annotations.NullMarked;
