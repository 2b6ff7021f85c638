/// Tests of how the roles are composed.
@NullMarked
package dev.refactory.roles;

import org.jspecify.annotations.NullMarked;
