/// News of jobs: signals that wake waiting callers, and the stream of server-sent events.
@NullMarked
package dev.refactory.api.event;

import org.jspecify.annotations.NullMarked;
