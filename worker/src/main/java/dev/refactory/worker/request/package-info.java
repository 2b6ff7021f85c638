/// What a job asks for, and what its stages hand to one another.
@NullMarked
package dev.refactory.worker.request;

import org.jspecify.annotations.NullMarked;
