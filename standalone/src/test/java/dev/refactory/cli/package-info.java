/// Tests of the command line against a server that answers as it is told.
@NullMarked
package dev.refactory.cli;

import org.jspecify.annotations.NullMarked;
