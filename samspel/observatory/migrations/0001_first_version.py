import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('observatory', '0001_data_sets'), ('observatory', '0002_weak_spot_notes')]

    initial = True

    dependencies = [
        ('kernel', '0001_initial'),
        ('programme', '0001_first_version'),
    ]

    operations = [
        migrations.CreateModel(
            name='DataSet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='data_sets', to='programme.programme')),
                ('code', models.SlugField(max_length=60)),
                ('name_sv', models.CharField(max_length=160)),
                ('name_en', models.CharField(max_length=160)),
                ('source', models.CharField(max_length=300)),
                ('publisher', models.CharField(blank=True, max_length=120)),
                ('licence', models.CharField(blank=True, max_length=120)),
                ('unit_sv', models.CharField(max_length=60)),
                ('unit_en', models.CharField(max_length=60)),
                ('region_level', models.CharField(choices=[('nuts3', 'Counties (NUTS 3)'), ('nuts2', 'NUTS 2 regions'), ('lau', 'Municipalities (LAU)'), ('partner', 'Partners of the programme'), ('other', 'Own regions')], max_length=12)),
                ('vocabulary', models.CharField(blank=True, max_length=12)),
                ('classification', models.CharField(choices=[('none', 'None: one value for each region and year'), ('nace2_section', 'NACE Rev. 2 / SNI 2007, sections'), ('nace2_division', 'NACE Rev. 2 / SNI 2007, divisions'), ('nace2_group', 'NACE Rev. 2 / SNI 2007, groups'), ('nace2_class', 'NACE Rev. 2 / SNI 2007, classes'), ('sni2007', 'SNI 2007, five digits'), ('cpc', 'CPC, patent classes'), ('own', 'Own codes or variables')], max_length=16)),
                ('value_kind', models.CharField(choices=[('count', 'A count, such as employees'), ('amount', 'An amount, such as euro'), ('share', 'A share or rate'), ('index', 'An index or average'), ('balance', 'A change or balance, which may be negative')], max_length=12)),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_at', models.DateTimeField()),
                ('example', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['code'],
                'constraints': [models.UniqueConstraint(fields=('programme', 'code'), name='observatory_dataset_code'), models.UniqueConstraint(condition=models.Q(('programme__isnull', True)), fields=('code',), name='observatory_dataset_shared_code')],
            },
        ),
        migrations.CreateModel(
            name='DataSetVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dataset', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='observatory.dataset')),
                ('number', models.PositiveIntegerField()),
                ('vintage', models.CharField(blank=True, max_length=40)),
                ('imported_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('imported_at', models.DateTimeField()),
                ('filename', models.CharField(max_length=200)),
                ('digest', models.CharField(max_length=64)),
                ('content_digest', models.CharField(max_length=64)),
                ('row_count', models.PositiveIntegerField()),
                ('first_year', models.PositiveSmallIntegerField(null=True)),
                ('last_year', models.PositiveSmallIntegerField(null=True)),
                ('note', models.CharField(blank=True, max_length=500)),
                ('report', models.JSONField(default=dict)),
            ],
            options={
                'ordering': ['dataset', '-number'],
                'constraints': [models.UniqueConstraint(fields=('dataset', 'number'), name='observatory_version_number')],
            },
        ),
        migrations.CreateModel(
            name='WeakSpotNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='weak_spot_notes', to='programme.programme')),
                ('spot', models.CharField(max_length=120)),
                ('title', models.CharField(max_length=300)),
                ('area', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.area')),
                ('what', models.CharField(max_length=1000)),
                ('who', models.CharField(max_length=120)),
                ('due_on', models.DateField()),
                ('state', models.CharField(choices=[('open', 'open'), ('begun', 'begun'), ('done', 'done'), ('dropped', 'dropped')], default='open', max_length=8)),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['due_on', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('what', ''), _negated=True), models.Q(('who', ''), _negated=True)), name='observatory_note_says_what_and_who')],
            },
        ),
        migrations.CreateModel(
            name='Observation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='observations', to='observatory.datasetversion')),
                ('year', models.PositiveSmallIntegerField()),
                ('region', models.CharField(max_length=12)),
                ('activity', models.CharField(blank=True, max_length=20)),
                ('value', models.FloatField(null=True)),
                ('flag', models.CharField(blank=True, max_length=8)),
            ],
            options={
                'ordering': ['version', 'year', 'region', 'activity'],
                'constraints': [models.UniqueConstraint(fields=('version', 'year', 'region', 'activity'), name='observatory_observation_once')],
            },
        ),
        migrations.CreateModel(
            name='Label',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='labels', to='observatory.datasetversion')),
                ('kind', models.CharField(choices=[('region', 'region'), ('activity', 'activity')], max_length=8)),
                ('code', models.CharField(max_length=20)),
                ('name_sv', models.CharField(max_length=160)),
                ('name_en', models.CharField(blank=True, max_length=160)),
            ],
            options={
                'ordering': ['version', 'kind', 'code'],
                'constraints': [models.UniqueConstraint(fields=('version', 'kind', 'code'), name='observatory_label_once')],
            },
        ),
        migrations.CreateModel(
            name='Computation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='computations', to='observatory.datasetversion')),
                ('kind', models.SlugField(max_length=40)),
                ('parameters', models.JSONField(default=dict)),
                ('key', models.CharField(max_length=64)),
                ('state', models.CharField(choices=[('queued', 'queued'), ('running', 'running'), ('done', 'done'), ('failed', 'failed'), ('cancelled', 'cancelled')], default='queued', max_length=10)),
                ('progress', models.FloatField(default=0)),
                ('result', models.BinaryField(null=True)),
                ('fault', models.CharField(blank=True, max_length=500)),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_at', models.DateTimeField()),
                ('started_at', models.DateTimeField(null=True)),
                ('touched_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ('queued', 'running', 'done'))), fields=('key',), name='observatory_computation_once')],
            },
        ),
        migrations.CreateModel(
            name='DataImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.programme')),
                ('dataset', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='imports', to='observatory.dataset')),
                ('version', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='observatory.datasetversion')),
                ('filename', models.CharField(max_length=200)),
                ('content', models.BinaryField(null=True)),
                ('digest', models.CharField(max_length=64)),
                ('choices', models.JSONField(default=dict)),
                ('stage', models.CharField(choices=[('read', 'read'), ('checking', 'checking'), ('checked', 'checked'), ('saving', 'saving'), ('saved', 'saved'), ('failed', 'failed')], default='read', max_length=10)),
                ('report', models.JSONField(default=dict)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_at', models.DateTimeField()),
                ('touched_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
    ]
