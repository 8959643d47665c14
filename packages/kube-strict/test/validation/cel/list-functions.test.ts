import { describeExpressions } from './support/expressions.ts';

// k8s.io/apiserver pkg/cel/library/lists.go
describeExpressions('the lists of Kubernetes', {
  holds: [
    '[1, 2, 3].isSorted() && ["a", "b", "b"].isSorted() && [].isSorted() && [1].isSorted()',
    '![2.0, 1.0].isSorted() && [false, true].isSorted() && ![duration("2s"), duration("1s")].isSorted()',
    '[1, 3].sum() == 4 && [1.5, 3.0].sum() == 4.5 && [].sum() == 0 && [1u, 2u].sum() == 3u',
    '[duration("1m"), duration("1s")].sum() == duration("1m1s")',
    '[3, 1, 2].min() == 1 && [3, 1, 2].max() == 3 && ["b", "a"].min() == "a" && [1].max() == 1',
    '[timestamp(2), timestamp(1)].min() == timestamp(1) && [b"a", b"b"].max() == b"b"',
    '[1, 2, 2, 3].indexOf(2) == 1 && [1, 2, 2, 3].lastIndexOf(2) == 2 && [1.0].indexOf(1.1) == -1',
    '[].indexOf("a") == -1 && [[1], [2]].indexOf([2]) == 1 && ["a"].lastIndexOf("b") == -1',
  ],
  errs: [
    '[].min() == 1',
    '[].max() == 1',
    '["a", "b"].sum() == "ab"',
    '[1, "a"].sum() == 1',
    '[9223372036854775807, 1].sum() > 0',
    '[[1], [2]].isSorted()',
    '"abc".sum() == 0',
  ],
});

// cel-go ext/lists.go, version 3
describeExpressions('the lists of cel-go', {
  holds: [
    '[1, 2, 3, 4].slice(1, 3) == [2, 3] && [1].slice(0, 0) == [] && [1].slice(1, 1) == []',
    '[1, [2, [3]], [4]].flatten() == [1, 2, [3], 4] && [1, [2, [3, [4]]]].flatten(2) == [1, 2, 3, [4]]',
    '[[1]].flatten(0) == [[1]] && [].flatten() == []',
    '[3, 1, 2].sort() == [1, 2, 3] && ["b", "a"].sort() == ["a", "b"] && [].sort() == []',
    '[{"n": "b", "k": 2}, {"n": "a", "k": 1}].sortBy(e, e.k).map(e, e.n) == ["a", "b"]',
    '[1, 2, 2, "b", 1.0, "b"].distinct() == [1, 2, "b"] && [].distinct() == []',
    'lists.range(4) == [0, 1, 2, 3] && lists.range(0) == []',
    '[5, 1, 2].reverse() == [2, 1, 5] && [].reverse() == []',
  ],
  errs: [
    '[1].slice(-1, 1) == []',
    '[1].slice(1, 0) == []',
    '[1].slice(0, 2) == []',
    '[[1]].flatten(-1) == []',
    '[1, "a"].sort() == []',
    '[[1], [2]].sort() == []',
    '[1, 2].sortBy(e, e == 1 ? [] : [1]) == []',
    'lists.range(-1) == []',
  ],
});

// cel-go ext/sets.go
describeExpressions('sets', {
  holds: [
    'sets.contains([], []) && sets.contains([1, 2, 3], [2, 3]) && sets.contains([1, 2.0, 3u], [1.0, 2u, 3])',
    '!sets.contains([], [1]) && !sets.contains([1], [1, 2])',
    'sets.equivalent([], []) && sets.equivalent([1], [1, 1]) && sets.equivalent([1, 2, 3], [3u, 2.0, 1])',
    '!sets.equivalent([1], [1, 2]) && !sets.equivalent([1, 2], [1])',
    'sets.intersects([1], [1, 2]) && sets.intersects([[1], [2, 3]], [[1, 2], [2, 3.0]])',
    '!sets.intersects([1], []) && !sets.intersects([1], [2])',
  ],
  errs: ['sets.contains(1, [1])', 'sets.equivalent([1], "1")', 'sets.intersects({}, [])'],
});
