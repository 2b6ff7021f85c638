package dev.refactory.graph.store;

import static dev.refactory.graph.store.Facts.CONTEXT;
import static dev.refactory.graph.store.GraphStoreContract.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.graph.codec.PackedFile;
import dev.refactory.graph.codec.RandomFacts;
import dev.refactory.graph.codec.StorableText;
import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Outline;
import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.kit.jdbc.Database;
import dev.refactory.migrations.Migrations;
import dev.refactory.testkit.Seeds;
import dev.refactory.testkit.SharedPostgres;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Whatever the facts and however they came, the store in Postgres answers as the one in memory,
/// which searches them from end to end.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwinsTest {
    private static final List<String> PATHS = List.of("a/A.java", "b/B.java", "\ud83d\ude00.java", "\uffee.java", "E");

    private Database database;
    private PostgresGraphStore stored;

    @BeforeAll
    void open() {
        SharedPostgres.TestDatabase testDatabase = SharedPostgres.newDatabase(
                "migrated", empty -> Migrations.migrate(empty.jdbcUrl(), empty.user(), empty.password()));
        database = Database.open(testDatabase.jdbcUrl(), testDatabase.user(), testDatabase.password(), 4);
        stored = new PostgresGraphStore(database);
    }

    @AfterAll
    void close() {
        database.close();
    }

    private record Pair(SnapshotSummary inMemory, SnapshotSummary inPostgres) {}

    @Test
    void bothStoresAnswerAlikeAlongRandomLines() {
        Seeds.forEach(3, seed -> {
            RandomGenerator random = Seeds.random(seed);
            RandomFacts facts = new RandomFacts(random, false);
            MemoryGraphStore memory = new MemoryGraphStore();
            List<Pair> live = new ArrayList<>();
            for (int step = 0; step < 40; step++) {
                SnapshotKey key = new SnapshotKey(TENANT, "repo_" + seed, String.format("%040x", step), "1");
                Pair base = live.isEmpty() ? null : live.get(random.nextInt(live.size()));
                try (GraphStore.SnapshotWriter one =
                                base == null ? memory.begin(key) : memory.beginFrom(base.inMemory(), key);
                        GraphStore.SnapshotWriter other =
                                base == null ? stored.begin(key) : stored.beginFrom(base.inPostgres(), key)) {
                    for (String path : PATHS) {
                        int what = random.nextInt(4);
                        if (base == null || what == 0) {
                            FileFacts file = facts.file(path);
                            one.add(file);
                            if (random.nextBoolean()) {
                                other.add(file);
                            } else {
                                other.add(PackedFile.of(file), Outline.NONE);
                            }
                        } else if (what == 1) {
                            one.drop(path);
                            other.drop(path);
                        }
                    }
                    live.add(new Pair(one.commit(CONTEXT), other.commit(CONTEXT)));
                }
                assertAlike(memory, live.getLast(), facts, random);
                if (live.size() > 4) {
                    Pair gone = live.remove(random.nextInt(live.size()));
                    memory.delete(TENANT, gone.inMemory().snapshotId());
                    stored.delete(TENANT, gone.inPostgres().snapshotId());
                }
                assertAlike(memory, live.get(random.nextInt(live.size())), facts, random);
            }
        });
    }

    private void assertAlike(MemoryGraphStore memory, Pair pair, RandomFacts facts, RandomGenerator random) {
        assertThat(pair.inPostgres())
                .usingRecursiveComparison()
                .ignoringFields("snapshotId")
                .isEqualTo(pair.inMemory());
        GraphView one = memory.view(TENANT, pair.inMemory().snapshotId());
        GraphView other = stored.view(TENANT, pair.inPostgres().snapshotId());
        assertThat(other.files()).isEqualTo(one.files());
        assertThat(other.facts(PATHS)).isEqualTo(one.facts(PATHS));
        assertThat(other.occurrencesIn(PATHS)).isEqualTo(one.occurrencesIn(PATHS));
        assertThat(other.deprecatedSymbols()).isEqualTo(one.deprecatedSymbols());
        List<String> asked = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            asked.add(StorableText.of(facts.spelling()));
        }
        assertThat(other.symbols(asked)).isEqualTo(one.symbols(asked));
        assertThat(other.occurrencesOf(asked)).isEqualTo(one.occurrencesOf(asked));
        assertThat(other.membersOf(asked)).isEqualTo(one.membersOf(asked));
        for (Relation.Kind kind : Relation.Kind.values()) {
            assertThat(other.relationsFrom(kind, asked)).isEqualTo(one.relationsFrom(kind, asked));
            assertThat(other.relationsTo(kind, asked)).isEqualTo(one.relationsTo(kind, asked));
        }
        for (String name : List.of("run", "x", "A", "T1", "f", "m(int)", "nowhere")) {
            assertThat(other.symbolsNamed(name)).as(name).isEqualTo(one.symbolsNamed(name));
        }
        for (String prefix : List.of("", "com.acme.A", "com.acme.p", "?", "nowhere", asked.getFirst())) {
            Set<SymbolKind> kinds = random.nextBoolean()
                    ? EnumSet.allOf(SymbolKind.class)
                    : EnumSet.of(SymbolKind.CLASS, SymbolKind.values()[random.nextInt(SymbolKind.values().length)]);
            assertThat(other.declared(kinds, prefix)).isEqualTo(one.declared(kinds, prefix));
            assertThat(other.mentioned(kinds, prefix)).isEqualTo(one.mentioned(kinds, prefix));
        }
        for (String text : List.of("a", "RUN", "acme.a", "t", "\u00e9")) {
            SymbolSearch search = new SymbolSearch(text, Set.of(), 1 + random.nextInt(20));
            assertThat(stored.search(TENANT, pair.inPostgres().snapshotId(), search))
                    .isEqualTo(memory.search(TENANT, pair.inMemory().snapshotId(), search));
        }
    }
}
