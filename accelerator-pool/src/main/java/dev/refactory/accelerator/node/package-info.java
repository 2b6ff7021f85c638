/// The pool behind HTTP: the endpoint of an accelerator process, and its client.
@NullMarked
package dev.refactory.accelerator.node;

import org.jspecify.annotations.NullMarked;
