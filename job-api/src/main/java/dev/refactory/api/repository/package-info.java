/// Repositories the deployment knows: registered by URL or uploaded as a Git bundle, what is kept of them, and the
/// credentials that reach private ones.
@NullMarked
package dev.refactory.api.repository;

import org.jspecify.annotations.NullMarked;
