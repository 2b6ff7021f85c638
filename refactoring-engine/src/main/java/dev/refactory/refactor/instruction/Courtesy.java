package dev.refactory.refactor.instruction;

import dev.refactory.refactor.instruction.Words.Word;
import java.util.ArrayList;
import java.util.List;

/// Words before and after an instruction that ask for nothing: every job is about its whole
/// repository.
final class Courtesy {
    private static final List<Template> BEFORE = templates(
            "(please|kindly|now|first|next|finally|also|and|ok|hi|hello|hey)",
            "(can|could|would|will) you [please]",
            "(i want|i would like|i'd like|we want|we would like|we'd like|i need|we need) [you] to",
            "(let's|lets|let us)",
            "go ahead and");
    private static final List<Template> AFTER = templates(
            "(please|now|thanks|thank you|for me|for us|everywhere)",
            "(in|across|throughout|within|of) [all] (the|this|my|our) [whole|entire]"
                    + " (project|repository|repo|codebase|code base|code|sources)");
    private static final int LONGEST = 5;

    private Courtesy() {}

    /// The words as they are, then with ever more courtesy left out; nothing else is ever dropped.
    static List<List<Word>> without(List<Word> words) {
        List<List<Word>> forms = new ArrayList<>();
        List<Word> front = words;
        while (true) {
            List<Word> both = front;
            while (true) {
                forms.add(both);
                int last = longest(AFTER, both, false);
                if (last == 0) {
                    break;
                }
                both = both.subList(0, both.size() - last);
            }
            int first = longest(BEFORE, front, true);
            if (first == 0) {
                return forms;
            }
            front = front.subList(first, front.size());
        }
    }

    /// How many words at one end are courtesy; 0 when that would leave none.
    private static int longest(List<Template> templates, List<Word> words, boolean front) {
        for (int count = Math.min(LONGEST, words.size() - 1); count > 0; count--) {
            List<Word> part = front ? words.subList(0, count) : words.subList(words.size() - count, words.size());
            if (templates.stream().anyMatch(template -> !template.match(part).isEmpty())) {
                return count;
            }
        }
        return 0;
    }

    private static List<Template> templates(String... texts) {
        return java.util.Arrays.stream(texts).map(Template::of).toList();
    }
}
