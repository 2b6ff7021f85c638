/// How the news of a job travels.
@NullMarked
package dev.refactory.api.event;

import org.jspecify.annotations.NullMarked;
