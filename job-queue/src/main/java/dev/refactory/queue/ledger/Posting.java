package dev.refactory.queue.ledger;

import java.util.List;
import java.util.Locale;

/// One line of a ledger transaction. The lines of a transaction sum to zero.
///
/// @param milliSau added to the account; negative takes away
public record Posting(Kind kind, Account account, long milliSau) {
    /// What a transaction does with a job's money.
    public enum Kind {
        /// Sets the quote aside when planning ends.
        RESERVE,
        /// Takes the price, gives back the rest.
        POST,
        /// Gives everything back.
        VOID;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// The accounts of a tenant.
    public enum Account {
        AVAILABLE,
        RESERVED,
        REVENUE;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static List<Posting> reserve(long quote) {
        return List.of(
                new Posting(Kind.RESERVE, Account.AVAILABLE, -positive(quote)),
                new Posting(Kind.RESERVE, Account.RESERVED, quote));
    }

    /// @param price 0 to the quote
    public static List<Posting> post(long quote, long price) {
        if (price < 0 || price > positive(quote)) {
            throw new IllegalArgumentException("The price " + price + " is not between 0 and the quote " + quote);
        }
        return List.of(
                new Posting(Kind.POST, Account.RESERVED, -quote),
                new Posting(Kind.POST, Account.REVENUE, price),
                new Posting(Kind.POST, Account.AVAILABLE, quote - price));
    }

    public static List<Posting> voided(long quote) {
        return List.of(
                new Posting(Kind.VOID, Account.RESERVED, -positive(quote)),
                new Posting(Kind.VOID, Account.AVAILABLE, quote));
    }

    private static long positive(long quote) {
        if (quote < 0) {
            throw new IllegalArgumentException("A quote is not negative: " + quote);
        }
        return quote;
    }
}
