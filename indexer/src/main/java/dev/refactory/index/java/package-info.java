/// Java read by the compiler, in a child process: sources in, facts out.
@NullMarked
package dev.refactory.index.java;

import org.jspecify.annotations.NullMarked;
