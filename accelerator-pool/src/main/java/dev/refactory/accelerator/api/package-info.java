/// What a caller of the pool sees: inference requests, models, responses.
@NullMarked
package dev.refactory.accelerator.api;

import org.jspecify.annotations.NullMarked;
