/// The child process: javac over sources held in memory, facts out. Runs in a JVM of its own, never in a server.
@NullMarked
package dev.refactory.index.java.child;

import org.jspecify.annotations.NullMarked;
