/// Usage and ledger.
@NullMarked
package dev.refactory.api.account;

import org.jspecify.annotations.NullMarked;
