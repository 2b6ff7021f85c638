/// Tests of repositories as users know them.
@NullMarked
package dev.refactory.index.repository;

import org.jspecify.annotations.NullMarked;
