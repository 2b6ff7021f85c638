/// Gradle's build files, read and never executed: what is written in them literally, and the places that are not.
@NullMarked
package dev.refactory.index.dependency.gradle;

import org.jspecify.annotations.NullMarked;
