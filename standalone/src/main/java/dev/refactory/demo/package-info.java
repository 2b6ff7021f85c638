/// The demonstration: a real library made into a repository, and two jobs on it.
@NullMarked
package dev.refactory.demo;

import org.jspecify.annotations.NullMarked;
