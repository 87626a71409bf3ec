//! The crates that a house without time would pick.

use std::num::NonZero;

use geo_index::rtree::sort::HilbertSort;
use geo_index::rtree::{NeighborsOptions, RTreeBuilder, RTreeIndex};
use kiddo::{ImmutableKdTree, SquaredEuclidean};
use madrid_core::kernel::{fold, words};
use madrid_core::places::finding::Wanted;
use rstar::RTree;
use rstar::primitives::GeomWithData;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, BoostQuery, FuzzyTermQuery, Query, TermQuery};
use tantivy::schema::{FAST, Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{SimpleTokenizer, TextAnalyzer};
use tantivy::{DocAddress, Index, IndexWriter, Searcher, TantivyDocument, Term};

use super::{Flat, apart, flat};
use crate::city::Place;
use crate::finding::near::Way;
use crate::finding::search;
use crate::harness::Outcome;

/// The nearest by three trees.
pub fn near(all: &Flat, wanted: Wanted, limit: usize) -> Outcome<Vec<(&'static str, Way<'_>)>> {
    Ok(vec![
        by_rstar(all, wanted, limit),
        by_geo_index(all, wanted, limit)?,
        by_kiddo(all, wanted, limit)?,
    ])
}

/// Walks outwards and leaves out what is not wanted.
fn by_rstar(all: &Flat, wanted: Wanted, limit: usize) -> (&'static str, Way<'_>) {
    let points = all
        .all
        .iter()
        .map(|point| GeomWithData::new(point.at, *point))
        .collect();
    let tree = RTree::bulk_load(points);
    let find: Way<'_> = Box::new(move |from| {
        let outwards = tree
            .nearest_neighbor_iter(flat(from))
            .filter(|point| wanted.fits(point.data.marks));
        Ok(outwards.take(limit).map(|point| point.data.id).collect())
    });
    ("rstar", find)
}

/// The same, asked to leave out what is not wanted.
fn by_geo_index(all: &Flat, wanted: Wanted, limit: usize) -> Outcome<(&'static str, Way<'_>)> {
    let mut builder = RTreeBuilder::<f64>::new(u32::try_from(all.all.len())?);
    for point in &all.all {
        let [x, y] = point.at;
        builder.add(x, y, x, y);
    }
    let tree = builder.finish::<HilbertSort>();
    let find: Way<'_> = Box::new(move |from| {
        let eye = flat(from);
        let [x, y] = eye;
        let found = tree.neighbors_with_callbacks(
            NeighborsOptions::<f64>::k(limit),
            |[west, south, east, north]| apart(eye, [x.clamp(west, east), y.clamp(south, north)]),
            |number, _| {
                let point = all.all.get(number as usize)?;
                wanted.fits(point.marks).then(|| apart(eye, point.at))
            },
        );
        let point = |number: u32| all.all.get(number as usize);
        Ok(found
            .into_iter()
            .filter_map(|(number, _)| point(number))
            .map(|point| point.id)
            .collect())
    });
    Ok(("geo-index", find))
}

/// It cannot leave out: asked for more and more until enough of them are wanted.
fn by_kiddo(all: &Flat, wanted: Wanted, limit: usize) -> Outcome<(&'static str, Way<'_>)> {
    let points: Vec<[f64; 2]> = all.all.iter().map(|point| point.at).collect();
    let tree = ImmutableKdTree::<f64, 2>::new_from_slice(&points).map_err(|_| "kiddo: no tree")?;
    let find: Way<'_> = Box::new(move |from| {
        let eye = flat(from);
        let mut ask = NonZero::new(limit * 8).ok_or("nothing is asked for")?;
        loop {
            let found = tree.query(&eye).nearest_n::<SquaredEuclidean<f64>>(ask).execute();
            let points = found.iter().filter_map(|found| all.all.get(found.item as usize));
            let fitting = points.filter(|point| wanted.fits(point.marks));
            let ids: Vec<i64> = fitting.take(limit).map(|point| point.id).collect();
            if ids.len() == limit || found.len() == all.all.len() {
                return Ok(ids);
            }
            ask = ask.saturating_mul(NonZero::new(4).ok_or("four is nothing")?);
        }
    });
    Ok(("kiddo, asked again for more", find))
}

/// An index in memory over the same folded words, the name counting five times the rest.
pub struct Tantivy {
    searcher: Searcher,
    fields: [(Field, f32); 2],
}

impl Tantivy {
    /// Over these places.
    pub fn over(all: &[Place]) -> Outcome<Self> {
        let mut schema = Schema::builder();
        let indexing = TextFieldIndexing::default()
            .set_tokenizer("folded")
            .set_index_option(IndexRecordOption::WithFreqs);
        let text = TextOptions::default().set_indexing_options(indexing);
        let fields = [
            (schema.add_text_field("name", text.clone()), 5.0),
            (schema.add_text_field("body", text), 1.0),
        ];
        let id = schema.add_i64_field("id", FAST);
        let index = Index::create_in_ram(schema.build());
        // What we fold is folded: its own folding would lose the ñ.
        index
            .tokenizers()
            .register("folded", TextAnalyzer::builder(SimpleTokenizer::default()).build());
        let mut writer: IndexWriter = index.writer_with_num_threads(1, 50_000_000)?;
        let [(name, _), (body, _)] = fields;
        for place in all {
            let mut document = TantivyDocument::default();
            document.add_text(name, fold(&place.name));
            document.add_text(body, place.body());
            document.add_i64(id, place.id);
            writer.add_document(document)?;
        }
        writer.commit()?;
        let searcher = index.reader()?.searcher();
        Ok(Self { searcher, fields })
    }

    /// What is asked of it.
    pub fn way(self) -> search::Way<'static> {
        Box::new(move |typed, limit| self.find(typed, limit))
    }

    /// How much memory the finished index takes.
    pub fn bytes(&self) -> Outcome<u64> {
        Ok(self.searcher.space_usage()?.total().get_bytes())
    }

    fn find(&self, typed: &str, limit: usize) -> Outcome<Vec<i64>> {
        let all = usize::try_from(self.searcher.num_docs())?.max(1);
        let collector = TopDocs::with_limit(limit.min(all)).order_by_score();
        let found = self.searcher.search(&question(typed, self.fields), &collector)?;
        let id = |address: DocAddress| {
            let segment = self.searcher.segment_reader(address.segment_ord);
            let ids = segment.fast_fields().i64("id")?;
            ids.first(address.doc_id).ok_or_else(|| "a document without id".into())
        };
        found.into_iter().map(|(_, address)| id(address)).collect()
    }
}

/// Every word; the last one may not be at its end.
fn question(typed: &str, fields: [(Field, f32); 2]) -> BooleanQuery {
    let folded = fold(typed);
    let asked: Vec<&str> = words(&folded).collect();
    let every = asked.iter().enumerate().map(|(at, word)| {
        let either = fields.map(|(field, boost)| {
            let term = Term::from_field_text(field, word);
            let query: Box<dyn Query> = if at + 1 == asked.len() {
                Box::new(FuzzyTermQuery::new_prefix(term, 0, true))
            } else {
                Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
            };
            Box::new(BoostQuery::new(query, boost)) as Box<dyn Query>
        });
        Box::new(BooleanQuery::union(either.into())) as Box<dyn Query>
    });
    BooleanQuery::intersection(every.collect())
}
