package dev.refactory.queue.store;

/// Statements on accounts and the ledger. Balances follow the entries by a trigger.
final class LedgerSql {
    private LedgerSql() {}

    static final String RATE_CARDS = """
            select rate_card, base_sau, kloc_divisor, exponent from rate_card
            where tenant_id = ? and valid_from <= clock_timestamp() order by valid_from desc, rate_card desc limit ?
            """;

    /// Locks the account, so that two reservations cannot both take the last of it. No row where nothing is limited:
    /// there nobody waits.
    static final String SPENDABLE = """
            select a.balance_milli_sau + t.credit_limit_milli_sau as spendable
            from account a join tenant t using (tenant_id)
            where a.tenant_id = ? and a.account = 'available' and t.credit_limit_milli_sau is not null
            for no key update of a
            """;

    static final String INSERT_ENTRY = """
            insert into ledger_entry (tenant_id, job_id, kind, account, milli_sau, rate_card, indexed_lines, complexity,
                                      at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
}
