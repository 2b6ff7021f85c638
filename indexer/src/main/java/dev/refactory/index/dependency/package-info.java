/// The jars a repository compiles against, resolved and never executed.
@NullMarked
package dev.refactory.index.dependency;

import org.jspecify.annotations.NullMarked;
