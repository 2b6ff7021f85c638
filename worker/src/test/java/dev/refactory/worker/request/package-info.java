/// What stages hand on, read and written.
@NullMarked
package dev.refactory.worker.request;

import org.jspecify.annotations.NullMarked;
