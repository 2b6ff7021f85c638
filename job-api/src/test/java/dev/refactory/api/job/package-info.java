/// How far a job is.
@NullMarked
package dev.refactory.api.job;

import org.jspecify.annotations.NullMarked;
