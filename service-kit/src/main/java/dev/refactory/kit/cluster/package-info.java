/// Short-term memory shared by processes: who is there, hints, news. All of it may be lost at any moment.
@NullMarked
package dev.refactory.kit.cluster;

import org.jspecify.annotations.NullMarked;
