/// Where processes are composed: constructors on one screen for each role, and everything together
/// for `up`.
@NullMarked
package dev.refactory.roles;

import org.jspecify.annotations.NullMarked;
